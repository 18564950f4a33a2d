package io.github.featviz.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a worker says while it works. Units of work are named by their key. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Event.Ready.class, name = "ready"),
    @JsonSubTypes.Type(value = Event.Started.class, name = "started"),
    @JsonSubTypes.Type(value = Event.Progress.class, name = "progress"),
    @JsonSubTypes.Type(value = Event.Finished.class, name = "finished"),
    @JsonSubTypes.Type(value = Event.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = Event.Noted.class, name = "noted")
})
public sealed interface Event {

    /** The process is up and waits for work. */
    record Ready() implements Event {}

    /** A unit of work begins. */
    record Started(String key, String title) implements Event {}

    /**
     * A unit of work goes on.
     *
     * @param step steps done, from 1
     * @param of steps in all
     * @param units how many units go on with each step: this one and others that are done beside it
     */
    record Progress(String key, int step, int of, int units) implements Event {}

    /** The unit's result is in the store. */
    record Finished(String key) implements Event {}

    /**
     * The unit gave no result; the worker goes on.
     *
     * @param reason one line
     */
    record Failed(String key, String reason) implements Event {}

    /** Something the user should know, in one line. */
    record Noted(String text) implements Event {}
}
