/** Types and methods as the pages show them: searched, drawn with what they are related to, and read on a page at a time. */
@NullMarked
package dev.relata.examples.atlas.web.type;

import org.jspecify.annotations.NullMarked;
