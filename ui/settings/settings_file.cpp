#include "ui/settings/settings_file.h"

#include <QMutex>
#include <QSettings>

#include <utility>

namespace movr {

/// What the writer has to do yet.
struct SettingsFile::Unwritten {
    QString file;
    QMutex mutex;
    QHash<QString, QVariant> changes;
    bool writerIsOn = false;
    bool refusalIsTold = false;

    /// The changes to write now; without any, the writer is off.
    QHash<QString, QVariant> take()
    {
        const QMutexLocker lock(&mutex);
        writerIsOn = !changes.isEmpty();
        return std::exchange(changes, {});
    }

    void write()
    {
        for (auto now = take(); !now.isEmpty(); now = take()) {
            QSettings settings(file, QSettings::IniFormat);
            for (auto it = now.cbegin(); it != now.cend(); ++it) {
                if (it.value().isValid())
                    settings.setValue(it.key(), it.value());
                else
                    settings.remove(it.key());
            }
            settings.sync();
            if (settings.status() != QSettings::NoError && !std::exchange(refusalIsTold, true))
                qWarning(
                    "The settings cannot be kept in %s: check that it can be written and the disk has space.",
                    qUtf8Printable(file));
        }
    }
};

SettingsFile::SettingsFile(const QString &file) : m_unwritten(std::make_shared<Unwritten>())
{
    m_unwritten->file = file;
    m_writer.setMaxThreadCount(1);
    const QSettings settings(file, QSettings::IniFormat);
    const QStringList keys = settings.allKeys();
    for (const QString &key : keys)
        m_values.insert(key, settings.value(key));
}

SettingsFile::~SettingsFile()
{
    m_writer.waitForDone();
}

QVariant SettingsFile::value(const QString &key, const QVariant &otherwise) const
{
    return m_values.value(key, otherwise);
}

void SettingsFile::setValue(const QString &key, const QVariant &value)
{
    if (m_values.value(key) == value)
        return;
    if (value.isValid())
        m_values.insert(key, value);
    else
        m_values.remove(key);
    const QMutexLocker lock(&m_unwritten->mutex);
    m_unwritten->changes.insert(key, value);
    if (!std::exchange(m_unwritten->writerIsOn, true))
        m_writer.start([unwritten = m_unwritten] { unwritten->write(); });
}

} // namespace movr
