#pragma once

#include <QString>
#include <QUuid>

#include <optional>

namespace movr {

/// Why a text is not looked for.
enum class SearchProblem {
    None,
    TooShort,    ///< would mean half the fleet
    TooLong,     ///< longer than longestSearch
    NotStorable, ///< a NUL character: no server can store it, so no row has it
};

/// All ids that begin with the digits typed: one of them when all 32 were.
struct IdRange {
    QUuid low;
    QUuid high;
    bool operator==(const IdRange &) const = default;
};

/// What a text can be. An empty field means that it cannot be that, so nobody looks there. Texts keep their
/// case and every character; blanks at either end are gone.
struct SearchQuery {
    SearchProblem problem = SearchProblem::None; ///< anything else: there is nothing to ask a server for
    std::optional<IdRange> ids;
    QString username;
    QString email;
    QString name;      ///< beginning of a full name or of a last name
    QString lastName;  ///< "Rossi Anna", "Rossi, Anna": the whole last name
    QString firstName; ///< and the beginning of the first one; both or none
    QString place;     ///< where a vehicle is, where a ride began or ended
    bool operator==(const SearchQuery &) const = default;
};

/// In characters (UTF-16 units): as long as the longest text that a form takes.
inline constexpr int longestSearch = 500;
/// Digits of an id, from which on it is looked for: fewer are the beginning of too many ids.
inline constexpr int shortestId = 4;

/// Never fails: bad input is a query with a problem.
SearchQuery parseSearch(const QString &typed);

/// The ids that a text is the beginning of: at least shortestId hexadecimal digits, dashes where an id has
/// them or nowhere, with or without braces around. Unset: the text begins no id.
std::optional<IdRange> idsBeginning(const QString &text);

} // namespace movr
