package dev.relata.kotlin

import dev.relata.model.Assignment
import dev.relata.model.Condition
import dev.relata.model.Conditions
import dev.relata.model.Filter
import dev.relata.model.NamedProperty
import dev.relata.model.Property
import dev.relata.model.Sort
import kotlin.jvm.internal.CallableReference
import kotlin.jvm.internal.ClassBasedDeclarationContainer
import kotlin.reflect.KProperty1

/** A component as Kotlin writes it, `Book::title`. Immutable. */
private class KotlinProperty<E : Any, V : Any>(private val reference: KProperty1<E, V?>) : NamedProperty<E, V> {

    override fun owner(): Class<*> =
        ((reference as CallableReference).owner as ClassBasedDeclarationContainer).jClass

    override fun name(): String = reference.name

    override fun get(entity: E): V? = reference.get(entity)
}

/** Makes the property that Relata knows of a reference such as `Book::title`. */
public fun <E : Any, V : Any> KProperty1<E, V?>.asProperty(): Property<E, V> = KotlinProperty(this)

/** A condition on a component, `Book::title satisfies startsWith("The")`, for `where`, `anyOf`, `allOf` and `not`. */
public infix fun <E : Any, V : Comparable<V>> KProperty1<E, V?>.satisfies(condition: Condition<V>): Filter<E> =
    Conditions.`is`(asProperty(), condition)

/** The component has the value. */
public infix fun <E : Any, V : Comparable<V>> KProperty1<E, V?>.eq(value: V): Filter<E> = satisfies(Conditions.eq(value))

/** The component has another value. */
public infix fun <E : Any, V : Comparable<V>> KProperty1<E, V?>.ne(value: V): Filter<E> = satisfies(Conditions.ne(value))

/** The component has a larger value. */
public infix fun <E : Any, V : Comparable<V>> KProperty1<E, V?>.gt(value: V): Filter<E> = satisfies(Conditions.gt(value))

/** The component has the value, or a larger one. */
public infix fun <E : Any, V : Comparable<V>> KProperty1<E, V?>.gte(value: V): Filter<E> = satisfies(Conditions.gte(value))

/** The component has a smaller value. */
public infix fun <E : Any, V : Comparable<V>> KProperty1<E, V?>.lt(value: V): Filter<E> = satisfies(Conditions.lt(value))

/** The component has the value, or a smaller one. */
public infix fun <E : Any, V : Comparable<V>> KProperty1<E, V?>.lte(value: V): Filter<E> = satisfies(Conditions.lte(value))

/** Sorts by a component, smallest first. */
public fun <T : Any> asc(property: KProperty1<T, Any?>): Sort<T> = Sort.asc(property.asProperty())

/** Sorts by a component, largest first. */
public fun <T : Any> desc(property: KProperty1<T, Any?>): Sort<T> = Sort.desc(property.asProperty())

/** Assigns a value to a component. */
public fun <T : Any, V : Comparable<V>> set(property: KProperty1<T, V?>, value: V): Assignment<T> =
    Assignment.set(property.asProperty(), value)
