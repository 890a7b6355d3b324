#include "db/search/search_query.h"

#include <algorithm>

namespace movr {

namespace {

constexpr int idDigits = 32;
constexpr int shortestBytes = 2; ///< one letter of ASCII begins everything, one Chinese character a name

bool isHex(QChar c)
{
    return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
}

bool hasBlank(const QString &text)
{
    return std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.isSpace(); });
}

QUuid idOf(const QString &digits)
{
    return QUuid::fromString(digits.left(8) + u'-' + digits.mid(8, 4) + u'-' + digits.mid(12, 4) + u'-'
                             + digits.mid(16, 4) + u'-' + digits.mid(20));
}

/// "Rossi, Anna" and "Rossi Anna", last name first.
void splitName(const QString &text, SearchQuery &query)
{
    qsizetype at = text.indexOf(u',');
    if (at < 0)
        at = text.lastIndexOf(u' ');
    if (at < 0)
        return;
    const QString last = text.left(at).trimmed();
    const QString first = text.mid(at + 1).trimmed();
    if (last.isEmpty() || first.isEmpty())
        return;
    query.lastName = last;
    query.firstName = first;
}

SearchProblem problemOf(const QString &text)
{
    if (text.size() > longestSearch)
        return SearchProblem::TooLong;
    if (text.contains(QChar::Null))
        return SearchProblem::NotStorable;
    return text.toUtf8().size() < shortestBytes ? SearchProblem::TooShort : SearchProblem::None;
}

} // namespace

std::optional<IdRange> idsBeginning(const QString &text)
{
    QStringView rest(text);
    if (rest.startsWith(u'{'))
        rest = rest.mid(1);
    if (rest.endsWith(u'}') && rest.size() < text.size())
        rest.chop(1);
    QString digits;
    bool dashes = rest.contains(u'-');
    for (const QChar c : rest) {
        const auto count = digits.size();
        const bool here = count == 8 || count == 12 || count == 16 || count == 20;
        if (c == u'-' && here && dashes) {
            dashes = false; // one at each place; the next digit allows the next
            continue;
        }
        if (!isHex(c) || count == idDigits)
            return {};
        digits += c.toLower();
        dashes = true;
    }
    if (digits.size() < shortestId)
        return {};
    return IdRange{idOf(digits.leftJustified(idDigits, u'0')), idOf(digits.leftJustified(idDigits, u'f'))};
}

SearchQuery parseSearch(const QString &typed)
{
    SearchQuery query;
    if (typed.size() > 2 * longestSearch) { // not worth looking at
        query.problem = SearchProblem::TooLong;
        return query;
    }
    const QString text = typed.trimmed();
    query.problem = problemOf(text);
    if (query.problem != SearchProblem::None)
        return query;
    query.ids = idsBeginning(text);
    if (query.ids && query.ids->low == query.ids->high)
        return query; // a whole id is nothing else
    if (!hasBlank(text)) {
        query.username = text;
        query.email = text;
    }
    if (!text.contains(u'@')) {
        query.name = text;
        splitName(text, query);
    }
    query.place = text;
    return query;
}

} // namespace movr
