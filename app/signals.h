#pragma once

#include <QObject>

namespace movr {

/// Keeps SIGINT and SIGTERM from every thread of the process. Called before the first one is made.
void blockTerminationSignals();

/// SIGINT and SIGTERM as a signal of the event loop. One a process.
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
