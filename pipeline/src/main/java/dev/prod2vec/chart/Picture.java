package dev.prod2vec.chart;

/// A drawn picture.
///
/// @param name of its files, without an ending
/// @param title what it shows
/// @param description what it would show, for readers who cannot see it
/// @param width in pixels of a page
/// @param height in pixels of a page
/// @param svg as SVG
/// @param png as PNG
public record Picture(
    String name, String title, String description, int width, int height, byte[] svg, byte[] png) {}
