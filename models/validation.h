#pragma once

#include <QString>

namespace movr {

/// The rules of the forms' fields, as pure functions. Each returns what is wrong with the text, as a
/// sentence that names the field, or an empty string when the text is good. Surrounding blanks do not
/// count; see tidied(). A NUL character is refused everywhere: no server can store it.
namespace validation {

inline constexpr int maxNameLength = 100;
inline constexpr int minUsernameLength = 3;
inline constexpr int maxUsernameLength = 40;
inline constexpr int maxEmailLength = 254;
inline constexpr int minPasswordLength = 8;
inline constexpr int maxPasswordLength = 1024;
inline constexpr int maxNoteLength = 500;

/// What is sent: the text without blanks at either end.
QString tidied(const QString &text);

/// Names of people, brands, colours: 1 to 100 characters on one line. `field` is the field's label.
QString name(const QString &field, const QString &text);
/// 3 to 40 characters without blanks.
QString username(const QString &text);
/// Something@something.something without blanks, 254 characters at most.
QString email(const QString &text);
/// 8 to 1024 characters, any but NUL; blanks count.
QString newPassword(const QString &text);
/// A password that is only compared: not empty, 1024 characters at most.
QString knownPassword(const QString &text);
/// Locations and reasons: 1 to 500 characters; line breaks are fine.
QString note(const QString &field, const QString &text);

/// Characters as a person counts them: an emoji is one.
int length(const QString &text);

} // namespace validation
} // namespace movr
