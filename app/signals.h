#pragma once

#include <QObject>

namespace movr {

/// SIGINT and SIGTERM as a signal of the event loop. One a process, made before any thread.
class TerminationSignals : public QObject
{
    Q_OBJECT

public:
    explicit TerminationSignals(QObject *parent = nullptr);

Q_SIGNALS:
    void terminate();

private:
    int m_descriptor = -1;
};

} // namespace movr
