#include "models/validation.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace movr::validation {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("movr::validation", text);
}

bool hasBlank(const QString &text)
{
    return std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.isSpace(); });
}

bool hasLineBreak(const QString &text)
{
    return std::any_of(text.cbegin(), text.cend(), [](QChar c) {
        return c == u'\n' || c == u'\r' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
    });
}

/// What holds for every field, whatever its own shape.
QString common(const QString &field, const QString &text, int least, int most)
{
    if (text.contains(QChar::Null))
        return say("%1 contains a NUL character, which cannot be stored. Remove it.").arg(field);
    const int count = length(text);
    if (count == 0 && least > 0)
        return say("%1 is needed.").arg(field);
    if (count < least)
        return say("%1 needs at least %2 characters.").arg(field).arg(least);
    if (count > most)
        return say("%1 can have %2 characters at most; this text has %3.").arg(field).arg(most).arg(count);
    return {};
}

} // namespace

QString tidied(const QString &text)
{
    return text.trimmed();
}

int length(const QString &text)
{
    return static_cast<int>(
        std::count_if(text.cbegin(), text.cend(), [](QChar c) { return !c.isLowSurrogate(); }));
}

QString name(const QString &field, const QString &text)
{
    const QString tidy = tidied(text);
    if (const QString wrong = common(field, tidy, 1, maxNameLength); !wrong.isEmpty())
        return wrong;
    return hasLineBreak(tidy) ? say("%1 has to fit on one line.").arg(field) : QString();
}

QString username(const QString &text)
{
    const QString field = say("The username");
    const QString tidy = tidied(text);
    if (const QString wrong = common(field, tidy, minUsernameLength, maxUsernameLength); !wrong.isEmpty())
        return wrong;
    return hasBlank(tidy) ? say("The username cannot contain blanks.") : QString();
}

QString email(const QString &text)
{
    const QString field = say("The e-mail address");
    const QString tidy = tidied(text);
    if (const QString wrong = common(field, tidy, 1, maxEmailLength); !wrong.isEmpty())
        return wrong;
    static const QRegularExpression shape(QStringLiteral("^[^\\s@]+@[^\\s@.]+(\\.[^\\s@.]+)+$"));
    return shape.match(tidy).hasMatch() ? QString() : say("The e-mail address looks like name@example.com.");
}

QString newPassword(const QString &text)
{
    return common(say("The password"), text, minPasswordLength, maxPasswordLength);
}

QString knownPassword(const QString &text)
{
    return common(say("The password"), text, 1, maxPasswordLength);
}

QString note(const QString &field, const QString &text)
{
    return common(field, tidied(text), 1, maxNoteLength);
}

} // namespace movr::validation
