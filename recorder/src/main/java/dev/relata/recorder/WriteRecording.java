package dev.relata.recorder;

import dev.relata.observe.ObservedRequest.Operation;

/**
 * What a write of many rows did to one relationship or type, such as the updates by which a delete sets keys to null. Immutable.
 *
 * @param operation what they did
 * @param relationship the relationship or type
 * @param requests how many have ended
 * @param rows the rows that they wrote
 */
public record WriteRecording(Operation operation, String relationship, long requests, long rows) {

    WriteRecording plus(WriteRecording more) {
        return new WriteRecording(operation, relationship, requests + more.requests, rows + more.rows);
    }
}
