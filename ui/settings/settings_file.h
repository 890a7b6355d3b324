#pragma once

#include <QHash>
#include <QString>
#include <QThreadPool>
#include <QVariant>

#include <memory>

namespace movr {

/// Values by key in an ini file, that is read once and written on a thread of its own: QSettings waits for the
/// disk (it syncs each write), and the thread of a window must not. Keys that were not set here are left as they
/// are in the file, so several consoles share one. A write that is refused is told in the log, once.
/// The destructor waits for what was not written yet. One thread uses an object.
class SettingsFile
{
public:
    explicit SettingsFile(const QString &file);
    ~SettingsFile();
    SettingsFile(const SettingsFile &) = delete;
    SettingsFile &operator=(const SettingsFile &) = delete;

    QVariant value(const QString &key, const QVariant &otherwise = {}) const;
    /// An invalid value removes the key.
    void setValue(const QString &key, const QVariant &value);

private:
    struct Unwritten;

    QHash<QString, QVariant> m_values;
    std::shared_ptr<Unwritten> m_unwritten;
    QThreadPool m_writer;
};

} // namespace movr
