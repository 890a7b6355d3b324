#pragma once

#include "models/search/search_rows.h"

#include <QList>

namespace movr {

/// The commands whose words begin with every word typed, whatever its case: those that can be done first,
/// then those whose title begins so, then in the given order. All of them for a blank text.
QList<SearchCommand> matchingCommands(const QList<SearchCommand> &commands, const QString &text);

/// A piece of a text, in UTF-16 units.
struct TextRange {
    qsizetype start = 0;
    qsizetype length = 0;
    bool operator==(const TextRange &) const = default;
};

/// Where `text` stands in `shown` at the beginning of a word, whatever its case; without it, each of its words.
/// In order, without overlap.
QList<TextRange> matchedRanges(const QString &shown, const QString &text);

} // namespace movr
