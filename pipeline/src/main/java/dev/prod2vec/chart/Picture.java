package dev.prod2vec.chart;

/// A picture of a study.
///
/// @param name of its files, without an ending
/// @param title what it shows
/// @param description what is to be seen, for those who do not see it
/// @param width in pixels of a page
/// @param height in pixels of a page
/// @param svg as SVG
/// @param png as PNG
public record Picture(
    String name, String title, String description, int width, int height, byte[] svg, byte[] png) {}
