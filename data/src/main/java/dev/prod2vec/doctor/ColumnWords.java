package dev.prod2vec.doctor;

import java.text.Normalizer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What the names of columns say in English, German, French and Spanish.
final class ColumnWords {
  /// Words that name a meaning when they are a whole part of the name: `order` in `order_id`.
  private static final Map<Meaning, Set<String>> WORDS = new EnumMap<>(Meaning.class);

  /// Words that name it inside of compounds as well: `rechnung` in `Rechnungsnummer`.
  private static final Map<Meaning, List<String>> PARTS = new EnumMap<>(Meaning.class);

  static {
    put(
        Meaning.ORDER,
        "order orders trans tid txn bon beleg cart session visit purchase auftrag compra cesta"
            + " folio kauf ticket check bestellung",
        "orderid orderno ordernumber invoice basket transaction receipt bestell rechnung beleg"
            + " warenkorb kassenbon kassenzettel bonn bonid commande facture panier pedido factura"
            + " ticketn ticketid");
    put(
        Meaning.PRODUCT,
        "product products sku item items article stock ean gtin upc barcode plu asin ware prod"
            + " isbn ref reference material produit artikel produkt producto articulo",
        "productid productcode itemid itemcode stockcode artikel produkt produit producto articulo"
            + " codigo codearticle");
    put(
        Meaning.NAME,
        "name names description desc title label labels titel libelle designation nom nombre"
            + " bezeichnung beschreibung denominacion",
        "description bezeichnung beschreibung productname itemname artikelname produktname libelle"
            + " designation descripcion");
    put(
        Meaning.QUANTITY,
        "quantity qty menge anzahl stuck stueck units unit count pieces quantite qte cantidad"
            + " unidades cant",
        "quantity quantit menge anzahl cantidad");
    put(
        Meaning.PRICE,
        "price preis prix precio betrag umsatz sales revenue amount cost value importe montant eur"
            + " usd gbp total discount rabatt tax",
        "price preis betrag umsatz");
    put(
        Meaning.DATE,
        "date datum day tag time timestamp zeit fecha jour heure hora dia uhrzeit created"
            + " purchased dow hour week month year dt days",
        "datum datetime timestamp fecha orderdate");
    put(
        Meaning.CUSTOMER,
        "customer client user member kunde household shopper cliente visitor buyer person"
            + " cardholder kunden loyalty userid",
        "customer kunde household client member visitor");
    put(
        Meaning.CATEGORY,
        "category categories aisle department dept class family brand segment rayon categorie"
            + " categoria section group level1 level2 level3 type subcategory subclass commodity marke"
            + " kategorie gruppe sortiment marque marca familia",
        "category kategorie categor warengruppe department produktgruppe artikelgruppe");
  }

  /// Parts of a name that say it is an id.
  private static final Set<String> IDS =
      Set.of(
          "id", "no", "nr", "num", "number", "nummer", "code", "key", "numero", "n", "uuid", "pk");

  /// Parts of a name that say it is no id of an order, whatever else is in it.
  private static final Set<String> NOT_OF_ORDER =
      Set.of(
          "add",
          "status",
          "line",
          "position",
          "pos",
          "priority",
          "mode",
          "method",
          "channel",
          "country",
          "land",
          "store",
          "filiale",
          "shop",
          "eval",
          "currency",
          "reordered",
          "since",
          "prior",
          "sequence",
          "seq");

  private static final Set<String> NOT_OF_PRODUCT =
      Set.of("line", "position", "pos", "country", "status", "store", "weight", "length", "width");

  private ColumnWords() {}

  private static void put(Meaning meaning, String words, String parts) {
    WORDS.put(meaning, Set.of(words.split(" ")));
    PARTS.put(meaning, List.of(parts.split(" ")));
  }

  /// Whether a text is likely to name a column rather than a product.
  static boolean areKnown(String column) {
    return column.length() <= 40
        && Stream.of(
                Meaning.ORDER,
                Meaning.PRODUCT,
                Meaning.NAME,
                Meaning.QUANTITY,
                Meaning.PRICE,
                Meaning.DATE,
                Meaning.CUSTOMER,
                Meaning.CATEGORY)
            .anyMatch(meaning -> says(meaning, column));
  }

  /// Whether a name says that the column is this, and nothing that speaks against it.
  static boolean says(Meaning meaning, String column) {
    List<String> parts = parts(column);
    return switch (meaning) {
      case ORDER ->
          has(meaning, parts)
              && !says(Meaning.DATE, column)
              && !says(Meaning.QUANTITY, column)
              && !says(Meaning.PRICE, column)
              && !says(Meaning.CUSTOMER, column)
              && parts.stream().noneMatch(NOT_OF_ORDER::contains)
              && !(has(Meaning.PRODUCT, parts) && !parts.contains("order"))
              && !(parts.contains("item") || parts.contains("product"));
      case PRODUCT ->
          has(meaning, parts)
              && !says(Meaning.DATE, column)
              && !says(Meaning.QUANTITY, column)
              && !says(Meaning.PRICE, column)
              && !says(Meaning.CATEGORY, column)
              && !says(Meaning.NAME, column)
              && !(parts.contains("order") || parts.contains("invoice"))
              && parts.stream().noneMatch(NOT_OF_PRODUCT::contains);
      case NAME ->
          has(meaning, parts)
              && !says(Meaning.CATEGORY, column)
              && !says(Meaning.CUSTOMER, column)
              && parts.stream().noneMatch(part -> part.equals("country") || part.equals("store"));
      case QUANTITY -> has(meaning, parts) && !has(Meaning.PRICE, parts);
      case PRICE, CUSTOMER, CATEGORY -> has(meaning, parts);
      case DATE -> has(meaning, parts) && !has(Meaning.CATEGORY, parts);
      case JOIN, NONE -> false;
    };
  }

  /// Whether a name says that it is an id of something.
  static boolean saysId(String column) {
    List<String> parts = parts(column);
    return parts.stream().anyMatch(IDS::contains)
        || parts.stream().anyMatch(part -> part.matches(".+(id|nr|nummer|code|number)"));
  }

  private static boolean has(Meaning meaning, List<String> parts) {
    Set<String> words = WORDS.getOrDefault(meaning, Set.of());
    String joined = String.join("", parts);
    return parts.stream().anyMatch(words::contains)
        || PARTS.getOrDefault(meaning, List.of()).stream().anyMatch(joined::contains);
  }

  /// `InvoiceNo`, `invoice_no` and `INVOICE NO` are `invoice` and `no`; accents are left out.
  private static List<String> parts(String column) {
    String plain =
        Normalizer.normalize(column.replace("ß", "ss"), Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "");
    return Stream.of(
            plain
                .replaceAll("(\\p{Ll})(\\p{Lu})", "$1 $2")
                .replaceAll("(\\p{Lu})(\\p{Lu}\\p{Ll})", "$1 $2")
                .toLowerCase(Locale.ROOT)
                .split("[^\\p{L}\\p{N}]+"))
        .filter(part -> !part.isEmpty())
        .toList();
  }
}
