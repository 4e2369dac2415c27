/**
 * Carries out fetch plans: a level at a time, one request for each branch, and fills graphs and views with the answers.
 *
 * <p>Not an API: users see {@code query.Graph} and {@code query.ViewSelection}. Neighbours: built on {@code internal.resolve},
 * {@code internal.session}, and on {@code internal.mapping} for the shapes of views; selections are built on it.
 *
 * <p>One flat list: a plan is compiled, carried out and shown by parts that all know its branches and nodes.
 */
@NullMarked
package dev.relata.internal.plan;

import org.jspecify.annotations.NullMarked;
