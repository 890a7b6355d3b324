#include "ui/text/wrapped_label.h"
#include "ui/window/page_stack.h"

#include <QBoxLayout>
#include <QTest>

#include <memory>

using namespace movr;

namespace {

/// A plain QLabel with the same text and looks: its sizes are what the kept ones must be.
std::unique_ptr<QLabel> plain(const WrappedLabel &like)
{
    auto label = std::make_unique<QLabel>(like.text());
    label->setWordWrap(true);
    label->setTextFormat(like.textFormat());
    label->setTextInteractionFlags(like.textInteractionFlags());
    label->setFont(like.font());
    return label;
}

} // namespace

/// A label that remembers its sizes tells the same as one that does not, whatever changes.
class TestWrappedLabel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void measuresAsQLabelDoes_data()
    {
        QTest::addColumn<bool>("selectable");
        QTest::newRow("plain") << false;
        QTest::newRow("selectable") << true;
    }
    void measuresAsQLabelDoes()
    {
        QFETCH(bool, selectable);
        WrappedLabel label;
        label.setTextFormat(Qt::PlainText);
        label.setTextInteractionFlags(selectable ? Qt::TextSelectableByMouse : Qt::NoTextInteraction);
        const QString sentence = QStringLiteral("No answer from gcp-us-west1 since 12:03:04 UTC. ");
        for (const int times : {1, 7, 2, 30}) {
            label.setText(sentence.repeated(times));
            compare(label, *plain(label));
        }
        QFont font = label.font();
        font.setPointSizeF(font.pointSizeF() * 2);
        label.setFont(font);
        compare(label, *plain(label));
    }

    void aLongerTextGetsItsRoom()
    {
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *label = new WrappedLabel(QStringLiteral("Short"));
        layout->addWidget(label);
        layout->addStretch();
        window.resize(240, 400);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const int oneLine = label->height();
        label->setText(
            QStringLiteral("A sentence that is much longer than the window is wide. ").repeated(4));
        QTRY_VERIFY(label->height() > 3 * oneLine);
        label->setText(QStringLiteral("Short"));
        QTRY_COMPARE(label->height(), oneLine);
    }

    void pagesDoNotMakeTheStackFollowItsWidth()
    {
        PageStack stack;
        auto *page = new QWidget;
        (new QVBoxLayout(page))
            ->addWidget(new WrappedLabel(QStringLiteral("Some words that wrap. ").repeated(9)));
        stack.addWidget(page);
        QVERIFY(page->hasHeightForWidth());
        QVERIFY(!stack.hasHeightForWidth());
    }

private:
    static void compare(const WrappedLabel &label, const QLabel &other)
    {
        for (int again = 0; again < 2; ++again)
            for (const int width : {80, 200, 640, 1200})
                QCOMPARE(label.heightForWidth(width), other.heightForWidth(width));
        QCOMPARE(label.sizeHint(), other.sizeHint());
        QCOMPARE(label.minimumSizeHint(), other.minimumSizeHint());
    }
};

QTEST_MAIN(TestWrappedLabel)
#include "tst_wrapped_label.moc"
