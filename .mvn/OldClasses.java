import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// Rewrites the classes of a jar that were compiled for Java 5: `java OldClasses.java FILE`. The
/// virtual machine puts no class into its archive that lacks stack maps, which came with Java 6. The
/// instructions stay as they are.
void main(String[] arguments) throws IOException {
  Path jar = Path.of(arguments[0]);
  Map<String, byte[]> entries = new LinkedHashMap<>();
  try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar))) {
    for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
      entries.put(entry.getName(), in.readAllBytes());
    }
  }
  ClassHierarchyResolver classes =
      ClassHierarchyResolver.ofResourceParsing(
              type -> {
                String name = type.descriptorString();
                byte[] bytes = entries.get(name.substring(1, name.length() - 1) + ".class");
                return bytes == null ? null : new ByteArrayInputStream(bytes);
              })
          .orElse(ClassHierarchyResolver.defaultResolver());
  ClassFile files =
      ClassFile.of(
          ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
          ClassFile.ClassHierarchyResolverOption.of(classes));
  Path rewritten = Files.createTempFile(jar.toAbsolutePath().getParent(), ".old-classes", ".jar");
  try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(rewritten))) {
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      ZipEntry to = new ZipEntry(entry.getKey());
      // The same bytes at each build.
      to.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
      out.putNextEntry(to);
      out.write(isOld(entry) ? withStackMaps(files, entry.getValue()) : entry.getValue());
      out.closeEntry();
    }
  }
  Files.setPosixFilePermissions(rewritten, Files.getPosixFilePermissions(jar));
  Files.move(rewritten, jar, StandardCopyOption.REPLACE_EXISTING);
}

boolean isOld(Map.Entry<String, byte[]> entry) {
  // The major version is the eighth byte of a class.
  return entry.getKey().endsWith(".class") && entry.getValue()[7] < ClassFile.JAVA_6_VERSION;
}

byte[] withStackMaps(ClassFile files, byte[] old) {
  ClassTransform code = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
  ClassTransform version =
      (to, element) -> {
        if (element instanceof ClassFileVersion) {
          to.withVersion(ClassFile.JAVA_6_VERSION, 0);
        } else {
          to.with(element);
        }
      };
  return files.transformClass(files.parse(old), version.andThen(code));
}
