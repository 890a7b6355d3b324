#pragma once

#include "db/base/result.h"

#include <QByteArray>
#include <QSaveFile>
#include <QString>

namespace movr {

/// A file that appears under its name only when it is complete and on the disk; until then its bytes are in
/// another file beside it, which is removed when this goes. Failures are Environment, and name the file.
class ExportFile
{
public:
    explicit ExportFile(const QString &name);

    Result<Done> open();
    Result<Done> write(const QByteArray &bytes);
    /// Syncs, gives the file its name, and syncs the folder.
    Result<Done> commit();
    qint64 written() const { return m_written; }

private:
    Failure failure(const QString &reason) const;
    Result<Done> sync();

    QSaveFile m_file;
    qint64 m_written = 0;
    qint64 m_synced = 0;
};

} // namespace movr
