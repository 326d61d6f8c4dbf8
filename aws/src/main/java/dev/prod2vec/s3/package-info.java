/// Objects in S3, through the SDK of AWS.
@NullMarked
package dev.prod2vec.s3;

import org.jspecify.annotations.NullMarked;
