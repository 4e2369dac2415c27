package dev.relata.mongo.internal.command;

/** A request as MongoDB gets it. */
public interface MongoCommand {

    /**
     * Returns the collection.
     *
     * @return the one it reads first, or writes
     */
    String collection();

    /**
     * Writes the command as one would in MongoDB's shell, values included; for reading, not for sending.
     *
     * @return the text
     */
    String explain();

    /**
     * Says what the command looks like, without any value; the same for requests of the same shape.
     *
     * @return the text
     */
    String shape();
}
