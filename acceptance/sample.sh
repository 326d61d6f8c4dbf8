#!/usr/bin/env bash
# Writes Instacart's orders of every fourth product, and the table of these products: sample.sh FOLDER. Lists of neighbours and indexes cost
# the square of the number of products, where one promise is not about their number. The data folder is PROD2VEC_DATA.
set -euo pipefail

instacart=$PROD2VEC_DATA/instacart
awk -F, 'NR == 1 || $2 % 4 == 0' "$instacart/order_products__train.csv" >"$1/order_products__train.csv"
awk -F, 'NR == 1 || $1 % 4 == 0' "$instacart/products.csv" >"$1/products.csv"
cp "$instacart/aisles.csv" "$instacart/departments.csv" "$1"
