package dev.prod2vec.backend;

/// Where model_training and model_tuning have their trainings run.
public enum Backend {
  /// In this process.
  LOCAL,
  /// As jobs on Amazon SageMaker.
  SAGEMAKER,
  /// As jobs of a stand-in for SageMaker, which runs them as processes of this machine.
  SAGEMAKER_LOCAL
}
