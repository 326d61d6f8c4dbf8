package dev.prod2vec.page;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// JavaScript modules joined into one script, so that a page can be a single file: a browser does
/// not load modules for a page that was opened from a disk.
///
/// A server can send the same files as they are. For both to work, a module has only named imports
/// of the form `import { a, b } from "./file.js";` on one line, exports only what it declares, and
/// no two modules declare the same name at the top level.
final class Script {
  private static final Pattern IMPORT =
      Pattern.compile("^import \\{[^}]*\\} from \"\\./([^\"]+)\";\\n", Pattern.MULTILINE);
  private static final Pattern DECLARED =
      Pattern.compile(
          "^(?:export )?(?:async )?(?:function\\*?|const|let|class) ([\\w$]+)", Pattern.MULTILINE);
  private static final Pattern EXPORT =
      Pattern.compile("^export (?=(?:async )?(?:function|const|let|class) )", Pattern.MULTILINE);
  private static final Pattern LEFT = Pattern.compile("^(?:import|export)\\b.*", Pattern.MULTILINE);

  private Script() {}

  /// The modules in their order, in a function of their own.
  ///
  /// @param modules each after those that it imports
  /// @throws IllegalArgumentException if a module imports a later or an unknown one, imports or
  ///   exports in another form, or declares a name that another module declares
  public static String joined(List<Asset> modules) {
    Set<String> files = new HashSet<>();
    Set<String> names = new HashSet<>();
    StringBuilder joined = new StringBuilder("\"use strict\";\n(() => {\n");
    for (Asset module : modules) {
      Matcher imports = IMPORT.matcher(module.content());
      while (imports.find()) {
        check(files.contains(imports.group(1)), module, imports.group().strip());
      }
      Matcher declared = DECLARED.matcher(module.content());
      while (declared.find()) {
        check(names.add(declared.group(1)), module, declared.group(1));
      }
      String content = EXPORT.matcher(imports.replaceAll("")).replaceAll("");
      Matcher left = LEFT.matcher(content);
      check(!left.find(), module, left.hasMatch() ? left.group() : "");
      joined
          .append("// ")
          .append(module.name())
          .append('\n')
          .append(content.strip())
          .append("\n\n");
      files.add(module.name());
    }
    return joined.append("})();\n").toString();
  }

  private static void check(boolean joinable, Asset module, String what) {
    if (!joinable) {
      throw new IllegalArgumentException(
          "%s: cannot be joined with the modules before it: %s".formatted(module.name(), what));
    }
  }
}
