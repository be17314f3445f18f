/** As much of Avro's schema language as the files in this folder use. */
export type AvroSchema = string | AvroSchema[] | AvroRecord | AvroArray | AvroLogicalType;

export interface AvroRecord {
  type: 'record';
  name: string;
  namespace: string;
  doc: string;
  fields: AvroField[];
}

export interface AvroField {
  name: string;
  type: AvroSchema;
  default?: null | [];
  doc: string;
}

export interface AvroArray {
  type: 'array';
  items: AvroSchema;
}

export interface AvroLogicalType {
  type: 'long';
  logicalType: 'timestamp-millis';
}
