#include "ui/alerts/alert_center.h"

#include "db/fleet/fleet.h"
#include "db/latency/latency_store.h"
#include "ui/alerts/alert_lines_dialog.h"
#include "ui/alerts/bus_notifier.h"
#include "ui/console_context.h"
#include "ui/settings/console_settings.h"

#include <QWidget>

namespace movr {

namespace {

using namespace std::chrono_literals;

constexpr auto lately = 24h; ///< whose statements can be chosen

} // namespace

AlertCenter::AlertCenter(ConsoleContext *context, ConsoleSettings *settings, QWidget *window,
                         AlertNotifier *notifier)
    : QObject(window), m_context(context), m_settings(settings), m_window(window),
      m_notifier(notifier ? notifier : new BusNotifier(new TrayNotifier, this)), m_watch(new AlertWatch(this))
{
    m_watch->setLines(alertLinesFromSettings(settings->alertLines()));
    connect(context, &ConsoleContext::fleetChanged, this, [this] {
        m_watch->setFleet(m_context->fleet());
        if (m_dialog)
            m_dialog->close(); // its regions are another fleet's
    });
    connect(m_watch, &AlertWatch::crossed, this, &AlertCenter::tell);
    connect(m_watch, &AlertWatch::judged, this, [this] {
        if (m_dialog)
            m_dialog->setStates(m_watch->states());
    });
    connect(m_notifier, &AlertNotifier::clicked, this, [this] {
        m_window->raise();
        m_window->activateWindow();
    });
}

AlertLinesDialog *AlertCenter::open()
{
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return m_dialog;
    }
    AlertChoices choices;
    choices.labels = m_context->labels();
    Fleet *const fleet = m_context->fleet();
    if (fleet)
        for (const Region &region : fleet->deployment().regions)
            choices.regions.append(region.name);
    m_dialog = new AlertLinesDialog(m_watch->lines(), choices, m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setStates(m_watch->states());
    connect(m_dialog, &AlertLinesDialog::linesChanged, this, &AlertCenter::setLines);
    if (fleet)
        fleet->latency()
            .table({}, windowUntil(QDateTime::currentDateTimeUtc(), lately), false)
            .then(m_dialog, [dialog = m_dialog.data()](const QList<StatementFigures> &all) {
                QStringList names;
                for (const StatementFigures &one : all)
                    names.append(one.statement);
                dialog->setStatements(names);
            });
    m_dialog->show();
    return m_dialog;
}

void AlertCenter::setLines(const QList<AlertLine> &lines)
{
    m_watch->setLines(lines);
    m_settings->setAlertLines(alertLinesToSettings(lines));
}

void AlertCenter::tell(const AlertEvent &event)
{
    const QString sentence = alertSentence(event, m_context->labels());
    if (event.over)
        m_notifier->notify(tr("MovR console"), sentence);
    Message message{
        event.over ? Message::Kind::Warning : Message::Kind::Info, sentence, {}, tr("Alert lines…"), [this] {
            open();
        }};
    message.waits = true;
    Q_EMIT messageWanted(message);
}

} // namespace movr
