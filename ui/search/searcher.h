#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace movr {

class ConsoleContext;
class SearchModel;

/// Asks the regions for what is typed, at once, and hands their answers to the model as they come. Texts that follow each
/// other faster than people type wait for a short rest.
/// A newer text cancels the search of an older one at the servers. GUI thread, never waits.
class Searcher : public QObject
{
    Q_OBJECT

public:
    /// Context and model outlive it.
    Searcher(ConsoleContext *context, SearchModel *model, QObject *parent = nullptr);

    void setText(const QString &text);
    /// Asks now, without the rest of the pause.
    void hurry();
    /// Cancels what is on its way and forgets the text.
    void stop();

private:
    void ask();
    void cancel();

    ConsoleContext *m_context;
    SearchModel *m_model;
    QTimer m_rest;
    QElapsedTimer m_asked; ///< since the last question
};

} // namespace movr
