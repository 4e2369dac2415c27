package dev.relata.r2dbc.internal.sql.statement;

/** Tells the form in which statements are to answer. */
public interface AnswerForms {

    /** Columns for every statement. */
    AnswerForms COLUMNS = new AnswerForms() {
        @Override
        public AnswerForm ofStatements() {
            return AnswerForm.COLUMNS;
        }

        @Override
        public AnswerForm ofCursors() {
            return AnswerForm.CURSOR_COLUMNS;
        }
    };

    /** Objects for every statement. */
    AnswerForms OBJECTS = new AnswerForms() {
        @Override
        public AnswerForm ofStatements() {
            return AnswerForm.OBJECTS;
        }

        @Override
        public AnswerForm ofCursors() {
            return AnswerForm.OBJECTS;
        }
    };

    /** Returns the form for statements with values. */
    AnswerForm ofStatements();

    /** Returns the form for the rows of binary cursors. */
    AnswerForm ofCursors();
}
