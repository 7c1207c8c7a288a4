// SPDX-License-Identifier: Apache-2.0
import type { Column } from './columns.ts'

export interface GeoPackageTable {
  /** One of our own names: letters only. */
  readonly name: string
  readonly description: string
  readonly changedAt: string
  readonly columns: readonly Column[]
}

/** `GPKG` as a number, and version 1.3.0: how a program knows the file (OGC 12-128r17, 1.1.1.1.1). */
const APPLICATION_ID = 0x47504b47
const USER_VERSION = 10_300

const WGS_84_WKT =
  'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'

const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** The tables that the standard asks for, and one of features. */
export function geoPackageSchema({ name, description, changedAt, columns }: GeoPackageTable): string {
  const own = columns.map((column) => `"${column.name}" ${column.type === 'number' ? 'DOUBLE' : 'TEXT'}`)
  return `
PRAGMA application_id = ${APPLICATION_ID};
PRAGMA user_version = ${USER_VERSION};
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', NULL),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL),
  ('WGS 84 geodetic', 4326, 'EPSG', 4326, ${sqlText(WGS_84_WKT)}, 'longitude and latitude in degrees');
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
  srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id)
  VALUES (${sqlText(name)}, 'features', ${sqlText(name)}, ${sqlText(description)}, ${sqlText(changedAt)}, 4326);
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name), CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
INSERT INTO gpkg_geometry_columns VALUES (${sqlText(name)}, 'geometry', 'POINT', 4326, 0, 0);
CREATE TABLE "${name}" (row INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geometry POINT, ${own.join(', ')});
`
}
