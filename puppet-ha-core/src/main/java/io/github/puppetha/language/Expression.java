package io.github.puppetha.language;

/** What has a value or an effect: nearly everything in a manifest. */
public sealed interface Expression extends Node
    permits Literal, Name, Operation, Call, Text, Control, Resource, Definition {}
