/// Files in HDFS, written under conditions, through Hadoop's client.
@NullMarked
package dev.prod2vec.hdfs;

import org.jspecify.annotations.NullMarked;
