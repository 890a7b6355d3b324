#include "ui/placement/sql_view.h"

#include "ui/text/selectable_text.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace movr {

SqlView::SqlView(const QString &name, const QString &copyText, QWidget *parent)
    : QWidget(parent), m_title(selectableText(this)), m_text(new QPlainTextEdit(this)),
      m_copy(new QPushButton(this))
{
    m_title->setText(name);
    m_text->setReadOnly(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setAccessibleName(name);
    m_text->setMinimumHeight(m_text->fontMetrics().height() * 4);
    m_copy->setText(copyText);
    m_copy->setIcon(QIcon::fromTheme(QStringLiteral("edit-copy")));
    m_copy->setFocusPolicy(Qt::StrongFocus);
    m_copy->setAccessibleName(QString(copyText).remove(u'&'));
    m_copy->setToolTip(tr("Copies the SQL to the clipboard. The console never runs it by itself."));
    m_copy->setEnabled(false);
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_copy, 0, Qt::AlignTop);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(head);
    layout->addWidget(m_text, 1);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(sql()); });
}

void SqlView::setTitle(const QString &title)
{
    m_title->setText(title);
}

void SqlView::setSql(const QString &sql)
{
    if (sql == m_text->toPlainText())
        return;
    m_text->setPlainText(sql);
    m_copy->setEnabled(!sql.isEmpty());
}

QString SqlView::sql() const
{
    return m_text->toPlainText();
}

} // namespace movr
