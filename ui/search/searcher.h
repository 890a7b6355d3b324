#pragma once

#include <QObject>
#include <QTimer>

namespace movr {

class ConsoleContext;
class SearchModel;

/// Asks the regions for what is typed, after a short rest, and hands their answers to the model as they come.
/// A newer text cancels the search of an older one at the servers. GUI thread, never waits.
class Searcher : public QObject
{
    Q_OBJECT

public:
    /// Context and model outlive it.
    Searcher(ConsoleContext *context, SearchModel *model, QObject *parent = nullptr);

    void setText(const QString &text);
    /// Asks now, without the rest of the pause after typing.
    void hurry();
    /// Cancels what is on its way and forgets the text.
    void stop();

private:
    void ask();
    void cancel();

    ConsoleContext *m_context;
    SearchModel *m_model;
    QTimer m_rest;
};

} // namespace movr
