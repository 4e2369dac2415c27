package dev.relata.spring.observe;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/** What is observed, and the keys of each observation. */
public enum RelataObservationDocumentation implements ObservationDocumentation {

    /** A request to the store, which is one statement: of a selection, a batch of lookups, a stream or a write. */
    REQUEST {
        @Override
        public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
            return DefaultRequestObservationConvention.class;
        }

        @Override
        public KeyName[] getLowCardinalityKeyNames() {
            return RequestLowCardinality.values();
        }

        @Override
        public KeyName[] getHighCardinalityKeyNames() {
            return RequestHighCardinality.values();
        }
    },

    /** A write of many rows, the requests of which are its children. */
    BULK {
        @Override
        public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
            return DefaultBulkObservationConvention.class;
        }

        @Override
        public KeyName[] getLowCardinalityKeyNames() {
            return BulkLowCardinality.values();
        }

        @Override
        public KeyName[] getHighCardinalityKeyNames() {
            return BulkHighCardinality.values();
        }
    };

    /** Keys of a request with few values. */
    public enum RequestLowCardinality implements KeyName {
        /** The relationship or type, such as {@code Book.AUTHOR}. */
        RELATIONSHIP {
            @Override
            public String asString() {
                return "relationship";
            }
        },
        /** {@code select}, {@code batch}, {@code stream}, {@code insert}, {@code update} or {@code delete}. */
        KIND {
            @Override
            public String asString() {
                return "kind";
            }
        },
        /** {@code SUCCESS}, {@code ERROR} or {@code CANCELLED}; {@code UNKNOWN} while it runs. */
        OUTCOME {
            @Override
            public String asString() {
                return "outcome";
            }
        },
        /** The simple name of the class of the error, or {@code none}. */
        EXCEPTION {
            @Override
            public String asString() {
                return "exception";
            }
        }
    }

    /** Keys of a request with many values. */
    public enum RequestHighCardinality implements KeyName {
        /** Rows answered or changed. */
        ROWS {
            @Override
            public String asString() {
                return "rows";
            }
        },
        /** The number of keys of a batch. */
        BATCH_SIZE {
            @Override
            public String asString() {
                return "batch.size";
            }
        },
        /** The number of lookups that a batch answers. */
        LOOKUPS {
            @Override
            public String asString() {
                return "lookups";
            }
        }
    }

    /** Keys of a write of many rows with few values. */
    public enum BulkLowCardinality implements KeyName {
        /** The relationship or type, such as {@code Book.AUTHOR}. */
        RELATIONSHIP {
            @Override
            public String asString() {
                return "relationship";
            }
        },
        /** The method that was called, such as {@code insert} or {@code addMany}. */
        KIND {
            @Override
            public String asString() {
                return "kind";
            }
        },
        /** {@code SUCCESS}, {@code ERROR} or {@code CANCELLED}; {@code UNKNOWN} while it runs. */
        OUTCOME {
            @Override
            public String asString() {
                return "outcome";
            }
        },
        /** The simple name of the class of the error, or {@code none}. */
        EXCEPTION {
            @Override
            public String asString() {
                return "exception";
            }
        }
    }

    /** Keys of a write of many rows with many values. */
    public enum BulkHighCardinality implements KeyName {
        /** Rows written. */
        ROWS {
            @Override
            public String asString() {
                return "rows";
            }
        },
        /** The number of chunks. */
        CHUNKS {
            @Override
            public String asString() {
                return "chunks";
            }
        }
    }
}
