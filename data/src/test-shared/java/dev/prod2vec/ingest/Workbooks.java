package dev.prod2vec.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Small Excel workbooks.
public final class Workbooks {
  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String RELATIONS =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

  private Workbooks() {}

  /// A workbook.
  ///
  /// @param sheets rows of each in XML, by its name; the sheets are in the order of their names.
  ///   The one shared text is `a,"b"`
  public static byte[] of(Map<String, String> sheets) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<String> names = new ArrayList<>(sheets.keySet().stream().sorted().toList());
    StringBuilder listed = new StringBuilder();
    StringBuilder related = new StringBuilder();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(
          zip,
          "[Content_Types].xml",
          """
          <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
          <Override PartName="/xl/workbook.xml" ContentType="%1$s.sheet.main+xml"/>
          <Override PartName="/xl/styles.xml" ContentType="%1$s.styles+xml"/>
          <Override PartName="/xl/sharedStrings.xml" ContentType="%1$s.sharedStrings+xml"/></Types>\
          """
              .formatted("application/vnd.openxmlformats-officedocument.spreadsheetml"));
      for (int i = 1; i <= names.size(); i++) {
        String id = Integer.toString(i);
        listed.append(
            "<sheet name=\"%1$s\" sheetId=\"%2$s\" r:id=\"rId%2$s\"/>"
                .formatted(names.get(i - 1), id));
        related.append(
            "<Relationship Id=\"rId%1$s\" Type=\"%2$s/worksheet\" Target=\"worksheets/sheet%1$s.xml\"/>"
                .formatted(id, RELATIONS));
        put(
            zip,
            "xl/worksheets/sheet%s.xml".formatted(id),
            "<worksheet xmlns=\"%s\"><sheetData>%s</sheetData></worksheet>"
                .formatted(MAIN, sheets.get(names.get(i - 1))));
      }
      put(
          zip,
          "xl/workbook.xml",
          "<workbook xmlns=\"%s\" xmlns:r=\"%s\"><sheets>%s</sheets></workbook>"
              .formatted(MAIN, RELATIONS, listed));
      put(
          zip,
          "xl/_rels/workbook.xml.rels",
          "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">%s</Relationships>"
              .formatted(related));
      put(
          zip,
          "xl/styles.xml",
          """
          <styleSheet xmlns="%s"><numFmts count="2"><numFmt numFmtId="164" formatCode="00000"/>
          <numFmt numFmtId="165" formatCode="[Red]#,##0.00&quot; days&quot;"/></numFmts>
          <cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/>
          <xf numFmtId="22"/><xf numFmtId="165"/></cellXfs></styleSheet>
          """
              .formatted(MAIN));
      put(
          zip,
          "xl/sharedStrings.xml",
          "<sst xmlns=\"%s\"><si><t>a,\"b\"</t></si></sst>".formatted(MAIN));
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, String xml) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml).getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
