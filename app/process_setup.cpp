#include "app/process_setup.h"

#include "app/signals.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QIcon>
#include <QtGlobal>

#include <clocale>
#include <csignal>

namespace movr {

namespace {

QtMessageHandler previousHandler = nullptr;

/// Qt's PostgreSQL driver warns for each prepared statement of a connection that ends; the lanes end
/// connections on purpose and report real failures themselves. Qt's offscreen platform warns for each window,
/// and Qt tells where run-time files go when nobody said so: nothing that anybody has to act on.
void filterMessages(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (!message.startsWith(u"Unable to free statement") && !message.contains(u"propagateSizeHints")
        && !message.contains(u"XDG_RUNTIME_DIR not set"))
        previousHandler(type, context, message);
}

} // namespace

void setUpProcess()
{
    std::signal(SIGPIPE, SIG_IGN);
    blockTerminationSignals(); // before the platform plugin makes its thread
    previousHandler = qInstallMessageHandler(filterMessages);
}

void nameApplication()
{
    QCoreApplication::setOrganizationName(QStringLiteral("MovR"));
    QCoreApplication::setApplicationName(QStringLiteral("movr-console"));
    QCoreApplication::setApplicationVersion(QStringLiteral(MOVR_VERSION));
    // libpq's texts are told apart by their words (error_mapping.cpp): they must not be translated.
    std::setlocale(LC_MESSAGES, "C");
}

void dressApplication()
{
    QGuiApplication::setDesktopFileName(QStringLiteral("org.movr.Console"));
    QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/movr-console.svg")));
}

} // namespace movr
