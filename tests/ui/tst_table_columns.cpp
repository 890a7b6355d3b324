#include "ui/tables/column_chooser.h"
#include "ui/tables/selection_text.h"

#include <QAction>
#include <QHeaderView>
#include <QMenu>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>

using namespace movr;

/// Hidden columns, and the text that a spreadsheet gets.
class TestTableColumns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<QStandardItemModel>(0, 3);
        m_model->setHorizontalHeaderLabels(
            {QStringLiteral("Id"), QStringLiteral("City"), QStringLiteral("Note")});
        add({QStringLiteral("1"), QStringLiteral("Rome"), QStringLiteral("plain")});
        add({QStringLiteral("2"), QStringLiteral("Paris"), QStringLiteral("a \"b\"\tc\nd")});
        add({QStringLiteral("3"), QStringLiteral("Boston"), QString()});
        m_view = std::make_unique<QTableView>();
        m_view->setModel(m_model.get());
        m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
        m_chooser = new ColumnChooser(m_view.get());
    }

    void columnsAreHiddenAndShown()
    {
        QSignalSpy changed(m_chooser, &ColumnChooser::changed);
        QMenu menu;
        m_chooser->fill(&menu);
        QCOMPARE(menu.actions().size(), 3);
        QVERIFY(menu.actions().at(1)->isChecked());
        menu.actions().at(1)->trigger();
        QVERIFY(m_view->isColumnHidden(1));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(m_chooser->visibleColumns(), QList<int>({0, 2}));
        menu.actions().at(1)->trigger();
        QVERIFY(!m_view->isColumnHidden(1));
    }

    void lastColumnStays()
    {
        m_chooser->restoreState({0, 1});
        QCOMPARE(m_chooser->visibleColumns(), QList<int>({2}));
        QMenu menu;
        m_chooser->fill(&menu);
        QVERIFY(!menu.actions().at(2)->isEnabled());
        QVERIFY(menu.actions().at(0)->isEnabled());
        m_chooser->restoreState({2});
        QVERIFY(!m_view->isColumnHidden(2));
    }

    void hiddenColumnsAreKept()
    {
        m_chooser->restoreState({1});
        const QVariantList state = m_chooser->saveState();
        init();
        QVERIFY(!m_view->isColumnHidden(1));
        m_chooser->restoreState(state);
        QCOMPARE(m_chooser->visibleColumns(), QList<int>({0, 2}));
        m_chooser->restoreState({-1, 99, QStringLiteral("nonsense")}); // what another version wrote
        QCOMPARE(m_chooser->visibleColumns(), QList<int>({0, 2}));
    }

    void headerOffersThem()
    {
        m_view->show();
        Q_EMIT m_view->horizontalHeader()->customContextMenuRequested({5, 5});
        auto *menu = m_view->horizontalHeader()->findChild<QMenu *>();
        QVERIFY(menu);
        QVERIFY(menu->isVisible());
        menu->close();
    }

    void textIsQuotedAsSpreadsheetsDo()
    {
        QVERIFY(selectedRowsText(*m_view).isEmpty());
        m_view->selectRow(1);
        QCOMPARE(selectedRowsText(*m_view),
                 QStringLiteral("Id\tCity\tNote\n2\tParis\t\"a \"\"b\"\"\tc\nd\"\n"));
    }

    void textHasVisibleColumnsInTheirOrder()
    {
        m_chooser->restoreState({1});
        m_view->horizontalHeader()->moveSection(2, 0);
        m_view->selectAll();
        QCOMPARE(selectedRowsText(*m_view),
                 QStringLiteral("Note\tId\nplain\t1\n\"a \"\"b\"\"\tc\nd\"\t2\n\t3\n"));
    }

private:
    void add(const QStringList &texts)
    {
        QList<QStandardItem *> row;
        for (const QString &text : texts)
            row.append(new QStandardItem(text));
        m_model->appendRow(row);
    }

    std::unique_ptr<QStandardItemModel> m_model;
    std::unique_ptr<QTableView> m_view;
    ColumnChooser *m_chooser = nullptr;
};

QTEST_MAIN(TestTableColumns)
#include "tst_table_columns.moc"
