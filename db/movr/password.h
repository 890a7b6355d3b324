#pragma once

#include "db/base/result.h"

#include <QByteArray>
#include <QString>

namespace movr {

/// argon2id through libsodium (interactive limits: 64 MiB, some 50 ms). Never on the GUI thread.
/// Both are thread-safe and wipe their copy of the password.
Result<QString> hashPassword(QString password);
/// false for a wrong password and for a hash that is none.
bool verifyPassword(const QString &hash, QString password);

} // namespace movr
