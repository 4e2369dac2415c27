package dev.relata.kotlin

import dev.relata.RelataBuilder
import dev.relata.model.RecordMapping
import dev.relata.model.RecordMapping.Component
import dev.relata.model.RecordMapping.Role
import kotlin.reflect.full.primaryConstructor

/** Lets Relata read from Kotlin's types which components of `@JvmRecord` classes may be null. */
public fun RelataBuilder.kotlin(): RelataBuilder = mapping(::nullness)

private fun nullness(record: Class<*>): RecordMapping {
    val parameters = if (record.isAnnotationPresent(Metadata::class.java)) {
        record.kotlin.primaryConstructor?.parameters.orEmpty()
    } else {
        emptyList()
    }
    val nullable = parameters
        .filter { it.type.isMarkedNullable }
        .associate { it.name.orEmpty() to Component(null, setOf(Role.NULLABLE)) }
    return RecordMapping(null, nullable, emptyList())
}
