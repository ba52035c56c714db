/**
 * The embedded driver, {@code rocksdb}: RocksDB inside the server, one database for all stores of an application that share a folder,
 * one column family a store. {@link dev.kvcdi.rocksdb.RocksDbDriver} says how it keeps entries and what it promises.
 */
@NullMarked
package dev.kvcdi.rocksdb;

import org.jspecify.annotations.NullMarked;
