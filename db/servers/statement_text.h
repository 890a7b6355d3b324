#pragma once

#include <QString>

namespace movr {

/// What a server shows of a statement, without what follows PASSWORD or CONNECTION in it.
QString withoutSecrets(const QString &text);

} // namespace movr
