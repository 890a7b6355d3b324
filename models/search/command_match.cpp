#include "models/search/command_match.h"

#include <algorithm>

namespace movr {

namespace {

QStringList wordsOf(const QString &text)
{
    return text.simplified().split(u' ', Qt::SkipEmptyParts);
}

bool beginsWord(const QString &text, qsizetype at)
{
    return at == 0 || !text.at(at - 1).isLetterOrNumber();
}

/// -1 when no word of the text begins so.
qsizetype wordStart(const QString &text, const QString &beginning, qsizetype from = 0)
{
    for (qsizetype at = text.indexOf(beginning, from, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(beginning, at + 1, Qt::CaseInsensitive))
        if (beginsWord(text, at))
            return at;
    return -1;
}

bool matches(const SearchCommand &command, const QStringList &words)
{
    return std::all_of(words.cbegin(), words.cend(), [&command](const QString &word) {
        return wordStart(command.title, word) >= 0 || wordStart(command.where, word) >= 0;
    });
}

} // namespace

QList<SearchCommand> matchingCommands(const QList<SearchCommand> &commands, const QString &text)
{
    const QStringList words = wordsOf(text);
    QList<SearchCommand> found;
    std::copy_if(commands.cbegin(), commands.cend(), std::back_inserter(found),
                 [&words](const SearchCommand &command) { return matches(command, words); });
    const QString whole = words.join(u' ');
    const auto rank = [&whole](const SearchCommand &command) {
        return (command.unavailable.isEmpty() ? 0 : 2)
             + (command.title.startsWith(whole, Qt::CaseInsensitive) ? 0 : 1);
    };
    std::stable_sort(found.begin(), found.end(),
                     [&rank](const SearchCommand &a, const SearchCommand &b) { return rank(a) < rank(b); });
    return found;
}

QList<TextRange> matchedRanges(const QString &shown, const QString &text)
{
    const QString whole = text.trimmed();
    if (whole.isEmpty())
        return {};
    if (const qsizetype at = wordStart(shown, whole); at >= 0)
        return {{at, whole.size()}};
    QList<TextRange> ranges;
    for (QString word : wordsOf(whole)) {
        if (word.endsWith(u','))
            word.chop(1);
        if (word.isEmpty())
            continue;
        const qsizetype at = wordStart(shown, word);
        const auto overlaps = [at, &word](const TextRange &other) {
            return at < other.start + other.length && other.start < at + word.size();
        };
        if (at >= 0 && std::none_of(ranges.cbegin(), ranges.cend(), overlaps))
            ranges.append({at, word.size()});
    }
    std::sort(ranges.begin(), ranges.end(),
              [](const TextRange &a, const TextRange &b) { return a.start < b.start; });
    return ranges;
}

} // namespace movr
