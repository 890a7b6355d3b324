#include "ui/start/start_page.h"

#include "ui/settings/console_settings.h"
#include "ui/settings/password_store.h"
#include "ui/start/deployment_form.h"
#include "ui/theme/meaning.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <memory>

namespace movr {

namespace {

QLabel *heading(const QString &text, qreal scale, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * scale);
    font.setBold(true);
    label->setFont(font);
    return label;
}

QLabel *quiet(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

QFrame *card(const QString &title, QVBoxLayout *&column, QWidget *parent)
{
    auto *frame = new QFrame(parent);
    frame->setFrameShape(QFrame::StyledPanel);
    frame->setAccessibleName(title);
    column = new QVBoxLayout(frame);
    column->setContentsMargins(18, 16, 18, 16);
    column->setSpacing(10);
    column->addWidget(heading(title, 1.15, frame));
    return frame;
}

/// Desk places of the demo, as its command line names them.
QList<std::pair<QString, QString>> places()
{
    return {{QStringLiteral("gcp-us-east1"), StartPage::tr("US East (South Carolina)")},
            {QStringLiteral("gcp-us-west1"), StartPage::tr("US West (Oregon)")},
            {QStringLiteral("gcp-europe-west1"), StartPage::tr("Europe West (Belgium)")},
            {QStringLiteral("rome"), StartPage::tr("Rome")},
            {QStringLiteral("seattle"), StartPage::tr("Seattle")},
            {QStringLiteral("new york"), StartPage::tr("New York")}};
}

} // namespace

StartPage::StartPage(ConsoleSettings *settings, QWidget *parent, PasswordStore *passwords)
    : QWidget(parent), m_settings(settings), m_passwords(passwords ? passwords : new KeychainStore(this)),
      m_status(new QFrame(this)), m_statusText(new QLabel(m_status)), m_progress(new QProgressBar(m_status))
{
    setObjectName(QStringLiteral("startPage"));
    setAccessibleName(tr("Start page"));
    build();
    reload();
}

void StartPage::build()
{
    m_status->setFrameShape(QFrame::StyledPanel);
    m_status->setAutoFillBackground(true);
    m_statusText->setWordWrap(true);
    m_statusText->setTextFormat(Qt::PlainText);
    m_statusText->setAccessibleName(tr("State of the start"));
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(160);
    m_progress->setAccessibleName(tr("Starting"));
    auto *status = new QHBoxLayout(m_status);
    status->setContentsMargins(14, 10, 14, 10);
    status->addWidget(m_statusText, 1);
    status->addWidget(m_progress);
    m_status->hide();

    m_choices = new QWidget(this);
    auto *left = new QVBoxLayout;
    left->setSpacing(16);
    left->addWidget(demoCard());
    left->addWidget(recentCard(), 1);
    auto *choices = new QHBoxLayout(m_choices);
    choices->setContentsMargins(0, 0, 0, 0);
    choices->setSpacing(16);
    choices->addLayout(left, 4);
    choices->addWidget(newCard(), 6);

    auto *inner = new QWidget(this);
    inner->setMaximumSize(1180, 760);
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(28, 24, 28, 28);
    column->setSpacing(16);
    column->addWidget(header());
    column->addWidget(m_status);
    column->addWidget(m_choices, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(inner, 100);
    middle->addStretch(1);
    layout->addStretch(1);
    layout->addLayout(middle, 100);
    layout->addStretch(1);
}

QWidget *StartPage::header()
{
    auto *box = new QWidget(this);
    auto *picture = new QLabel(box);
    picture->setPixmap(theme::programIcon().pixmap(QSize(56, 56), devicePixelRatioF()));
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(heading(tr("MovR console"), 1.7, box));
    texts->addWidget(quiet(tr("Operate a vehicle-sharing fleet across regions."), box));
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    row->addWidget(picture);
    row->addLayout(texts, 1);
    return box;
}

QFrame *StartPage::demoCard()
{
    QVBoxLayout *column = nullptr;
    QFrame *frame = card(tr("Demo fleet"), column, m_choices);
    column->addWidget(
        quiet(tr("Three database servers on this machine, as far apart as their regions are, with "
                 "riders riding. Ends with the console and leaves nothing behind."),
              frame));
    m_place = new QComboBox(frame);
    m_place->setAccessibleName(tr("Place of the desk"));
    m_place->setToolTip(tr("Where this desk stands: decides the distances to the regions"));
    for (const auto &[place, label] : places())
        m_place->addItem(label, place);
    m_place->setCurrentIndex(qMax(0, m_place->findData(m_settings->demoPlace())));
    auto *caption = new QLabel(tr("&Desk in:"), frame);
    caption->setBuddy(m_place);
    m_start =
        new QPushButton(QIcon::fromTheme(QStringLiteral("media-playback-start")), tr("Start &demo"), frame);
    m_start->setAccessibleName(tr("Start the demo fleet"));
    m_start->setDefault(true);
    auto *row = new QHBoxLayout;
    row->addWidget(caption);
    row->addWidget(m_place, 1);
    row->addWidget(m_start);
    column->addLayout(row);
    connect(m_start, &QPushButton::clicked, this, &StartPage::startDemo);
    return frame;
}

QFrame *StartPage::recentCard()
{
    QVBoxLayout *column = nullptr;
    QFrame *frame = card(tr("Last deployments"), column, m_choices);
    m_recent = new QListWidget(frame);
    m_recent->setAccessibleName(tr("Last deployments"));
    m_recent->setTextElideMode(Qt::ElideMiddle);
    m_recent->setAlternatingRowColors(true);
    m_noRecent = quiet(tr("Deployments that were opened appear here."), frame);
    m_noRecent->setAlignment(Qt::AlignTop);
    auto *file = new QPushButton(QIcon::fromTheme(QStringLiteral("document-open")), tr("Open &file…"), frame);
    file->setAccessibleName(tr("Open a deployment file"));
    m_forget = new QPushButton(tr("F&orget"), frame);
    m_forget->setAccessibleName(tr("Forget the selected deployment"));
    m_forget->setToolTip(tr("Take it off this list; the file stays"));
    m_open = new QPushButton(tr("O&pen"), frame);
    m_open->setAccessibleName(tr("Open the selected deployment"));
    auto *row = new QHBoxLayout;
    row->addWidget(file);
    row->addStretch(1);
    row->addWidget(m_forget);
    row->addWidget(m_open);
    column->addWidget(m_noRecent, 1);
    column->addWidget(m_recent, 1);
    column->addLayout(row);
    connect(file, &QPushButton::clicked, this, &StartPage::openFile);
    connect(m_open, &QPushButton::clicked, this, &StartPage::openRecent);
    connect(m_forget, &QPushButton::clicked, this, &StartPage::forgetRecent);
    connect(m_recent, &QListWidget::itemActivated, this, &StartPage::openRecent);
    return frame;
}

QFrame *StartPage::newCard()
{
    QVBoxLayout *column = nullptr;
    QFrame *frame = card(tr("New deployment"), column, m_choices);
    m_form = new DeploymentForm(m_passwords, frame);
    column->addWidget(m_form, 1);
    connect(m_form, &DeploymentForm::connectWanted, this, &StartPage::deploymentChosen);
    connect(m_form, &DeploymentForm::saved, this, [this](const QString &file) {
        m_settings->addRecentDeployment(file);
        reload();
    });
    return frame;
}

void StartPage::setBusy(const QString &text)
{
    m_busy = !text.isEmpty();
    m_choices->setEnabled(!m_busy);
    m_progress->setVisible(m_busy);
    m_statusText->setText(text);
    QPalette colors = palette();
    colors.setColor(QPalette::Window, meaningBackground(Meaning::Info, palette()));
    m_status->setPalette(colors);
    m_status->setVisible(m_busy);
}

void StartPage::showFailure(const Failure &failure)
{
    setBusy({});
    QPalette colors = palette();
    colors.setColor(QPalette::Window, meaningBackground(Meaning::Bad, palette()));
    m_status->setPalette(colors);
    m_statusText->setText(failure.sentence);
    m_statusText->setToolTip(failure.detail);
    m_status->show();
}

void StartPage::reload()
{
    m_recent->clear();
    const QStringList files = m_settings->recentDeployments();
    for (const QString &file : files) {
        auto *item = new QListWidgetItem(QIcon::fromTheme(QStringLiteral("server-database")), file, m_recent);
        item->setToolTip(file);
        if (!QFileInfo::exists(file))
            item->setText(tr("%1 (not there)").arg(file));
        item->setData(Qt::UserRole, file);
    }
    m_recent->setCurrentRow(files.isEmpty() ? -1 : 0);
    m_recent->setVisible(!files.isEmpty());
    m_noRecent->setVisible(files.isEmpty());
    m_open->setEnabled(!files.isEmpty());
    m_forget->setEnabled(!files.isEmpty());
}

void StartPage::openFile()
{
    auto *dialog =
        new QFileDialog(this, tr("Open deployment"), QString(), tr("Deployments (*.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &StartPage::openDeployment);
    dialog->open();
}

void StartPage::openDeployment(const QString &file)
{
    const Result<Deployment> deployment = readDeployment(file);
    if (deployment.ok())
        readPasswords(*deployment);
    else
        showFailure(deployment.failure());
}

void StartPage::readPasswords(const Deployment &deployment)
{
    struct Gathering {
        RegionPasswords passwords;
        qsizetype missing = 0;
    };
    const auto gathering = std::make_shared<Gathering>();
    gathering->missing = deployment.regions.size();
    setBusy(tr("Asking the keychain for the passwords of %1…").arg(deployment.name));
    for (const Region &region : deployment.regions) {
        const auto take = [this, gathering, deployment, name = region.name](const QString &password) {
            if (!password.isEmpty())
                gathering->passwords.insert(name, password);
            if (--gathering->missing > 0)
                return;
            setBusy({});
            Q_EMIT deploymentChosen(deployment, gathering->passwords);
        };
        m_passwords->read(PasswordStore::keyOf(deployment.file, region.name), this, take);
    }
}

void StartPage::startDemo()
{
    const QString place = m_place->currentData().toString();
    m_settings->setDemoPlace(place);
    Q_EMIT demoRequested(place);
}

void StartPage::openRecent()
{
    if (const QListWidgetItem *item = m_recent->currentItem())
        openDeployment(item->data(Qt::UserRole).toString());
}

void StartPage::forgetRecent()
{
    if (const QListWidgetItem *item = m_recent->currentItem()) {
        m_settings->removeRecentDeployment(item->data(Qt::UserRole).toString());
        reload();
    }
}

} // namespace movr
