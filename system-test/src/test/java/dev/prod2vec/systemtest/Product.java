package dev.prod2vec.systemtest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/// The classes of the built jars.
final class Product {
  static final String ROOT_PACKAGE = "dev.prod2vec.";
  static final JavaClasses CLASSES = new ClassFileImporter().importJars(Repository.productJars());

  /// The texts in the code of each class, by the class's full name. Texts of annotations, which
  /// document settings and commands, are not among them.
  static final Map<String, List<String>> LITERALS = literals();

  private Product() {}

  /// `training` of a class in `dev.prod2vec.training`.
  static String packageOf(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith(ROOT_PACKAGE) ? name.substring(ROOT_PACKAGE.length()) : name;
  }

  /// `sagemaker-local` of a class in `prod2vec-sagemaker-local-0.1.0.jar`.
  static String module(JavaClass type) {
    String uri = type.getSource().orElseThrow().getUri().toString();
    String jar = uri.substring(uri.lastIndexOf("/prod2vec-") + "/prod2vec-".length());
    return jar.replaceFirst("-[0-9].*", "");
  }

  private static Map<String, List<String>> literals() {
    Map<String, List<String>> literals = new TreeMap<>();
    for (JarFile jar : Repository.productJars()) {
      for (JarEntry entry : jar.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
        ClassModel type;
        try {
          type = ClassFile.of().parse(jar.getInputStream(entry).readAllBytes());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        List<String> texts = new ArrayList<>();
        for (PoolEntry constant : type.constantPool()) {
          if (constant instanceof StringEntry text) {
            texts.add(text.stringValue());
          }
        }
        literals.put(type.thisClass().asInternalName().replace('/', '.'), texts);
      }
    }
    return literals;
  }
}
