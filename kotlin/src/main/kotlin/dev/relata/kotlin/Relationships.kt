package dev.relata.kotlin

import dev.relata.model.HasOne
import dev.relata.model.ManyToMany
import dev.relata.model.ManyToOne
import dev.relata.model.OneToMany
import dev.relata.model.OneToOne
import dev.relata.model.Relationships
import kotlin.reflect.KProperty1

/** Declares a many-to-one by the component that holds the key; a constant of the companion object, with `@JvmField`. */
public inline fun <S : Any, reified T : Any> manyToOne(key: KProperty1<S, Any?>): ManyToOne<S, T> =
    Relationships.manyToOne(key.asProperty(), T::class.java)

/** Declares a one-to-one by the component that holds the key. */
public inline fun <S : Any, reified T : Any> oneToOne(key: KProperty1<S, Any?>): OneToOne<S, T> =
    Relationships.oneToOne(key.asProperty(), T::class.java)

/** Declares the rows that refer to one by a component of theirs. */
public inline fun <reified S : Any, T : Any> oneToMany(key: KProperty1<T, Any?>): OneToMany<S, T> =
    Relationships.oneToMany(S::class.java, key.asProperty())

/** Declares the one row that refers to one by a component of its. */
public inline fun <reified S : Any, T : Any> hasOne(key: KProperty1<T, Any?>): HasOne<S, T> =
    Relationships.hasOne(S::class.java, key.asProperty())

/** Declares links between two types. */
public inline fun <reified S : Any, reified T : Any> manyToMany(): ManyToMany<S, T> =
    Relationships.manyToMany(S::class.java, T::class.java)
