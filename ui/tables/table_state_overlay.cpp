#include "ui/tables/table_state_overlay.h"

#include "models/paged_model.h"

#include <QAbstractScrollArea>
#include <QProgressBar>
#include <QPushButton>

namespace movr {

TableStateOverlay::TableStateOverlay(PagedModel *model, QAbstractScrollArea *area)
    : StateFace(area->viewport()), m_model(model), m_rowsName(tr("rows"))
{
    coverParent();
    m_delay.setSingleShot(true);
    m_delay.setInterval(120);
    connect(&m_delay, &QTimer::timeout, this, &TableStateOverlay::showLoading);
    connect(model, &PagedModel::stateChanged, this, &TableStateOverlay::showState);
    connect(button(), &QPushButton::clicked, this, [this] {
        if (const auto pressed = m_pressed)
            (this->*pressed)();
    });
    showState();
}

void TableStateOverlay::setFilterText(const QString &text)
{
    m_filterText = text;
    showState();
}

void TableStateOverlay::setLabels(const RegionLabels &labels)
{
    m_labels = labels;
    showState();
}

void TableStateOverlay::setRowsName(const QString &name)
{
    m_rowsName = name;
    showState();
}

void TableStateOverlay::setQuestion(const QString &headline, const QString &explanation, const QString &goOn)
{
    m_question = headline;
    m_questionText = explanation;
    m_goOn = goOn;
    showState();
}

void TableStateOverlay::offer(const QString &text, const QString &toolTip,
                              void (TableStateOverlay::*signal)())
{
    m_pressed = signal;
    setButton(text, toolTip);
}

void TableStateOverlay::showState()
{
    const LoadState state = m_model->state();
    if (state == LoadState::Loading) {
        if (isVisibleTo(parentWidget()))
            showLoading();
        else if (!m_delay.isActive())
            m_delay.start();
        return;
    }
    m_delay.stop();
    if (state == LoadState::Empty)
        showEmpty();
    else if (state == LoadState::Failed)
        showFailed();
    else if (state == LoadState::Idle && !m_question.isEmpty())
        showQuestion();
    else
        hide();
}

void TableStateOverlay::cover()
{
    setGeometry(parentWidget()->rect());
    raise();
    show();
}

void TableStateOverlay::showLoading()
{
    busy()->show();
    offer(tr("&Cancel"), tr("Ends the request at the server."), &TableStateOverlay::cancelWanted);
    setFace({}, tr("Loading %1…").arg(m_rowsName), {});
    cover();
}

void TableStateOverlay::showQuestion()
{
    busy()->hide();
    offer(m_goOn, {}, &TableStateOverlay::goOnWanted);
    setFace(QStringLiteral("dialog-question"), m_question, m_questionText);
    cover();
}

void TableStateOverlay::showEmpty()
{
    busy()->hide();
    offer(tr("Clear fi&lters"), tr("Shows %1 again without any filter.").arg(m_rowsName),
          &TableStateOverlay::clearFiltersWanted);
    button()->setVisible(!m_filterText.isEmpty());
    const QString reason = !m_model->gaps().isEmpty() ? tr("None were found in the regions that answered.")
                         : m_filterText.isEmpty()     ? tr("There are none in the chosen region and city.")
                                                      : tr("None match the filter: %1.").arg(m_filterText);
    setFace(QStringLiteral("edit-find"), tr("No %1").arg(m_rowsName), reason);
    cover();
}

void TableStateOverlay::showFailed()
{
    busy()->hide();
    offer(tr("&Retry"), tr("Asks for %1 again.").arg(m_rowsName), &TableStateOverlay::retryWanted);
    const auto &failure = m_model->failure();
    setFace(QStringLiteral("data-error"), tr("The %1 could not be read").arg(m_rowsName),
            failure ? m_labels.withNamesIn(failure->sentence) : QString(), Tone::Bad,
            failure ? failure->detail : QString());
    cover();
}

} // namespace movr
