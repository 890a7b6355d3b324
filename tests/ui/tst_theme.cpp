#include "tests/support/busy_pool.h"
#include "tests/support/contrast.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QListWidget>
#include <QPainter>
#include <QScrollBar>
#include <QStyle>
#include <QStyleOption>
#include <QTest>

using namespace movr;

namespace {

/// The strongest contrast that any pixel of the place has to what lies around it.
double strongest(const QImage &picture, const QRect &place, const QColor &around)
{
    double most = 1;
    for (int y = place.top(); y <= place.bottom(); ++y)
        for (int x = place.left(); x <= place.right(); ++x)
            most = std::max(most, test::contrast(picture.pixelColor(x, y), around));
    return most;
}

} // namespace

class TstTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { theme::apply(ColorScheme::Desktop); }

    void boxesAreSeen_data()
    {
        QTest::addColumn<ColorScheme>("scheme");
        QTest::newRow("light") << ColorScheme::Light;
        QTest::newRow("dark") << ColorScheme::Dark;
    }
    void boxesAreSeen()
    {
        QFETCH(ColorScheme, scheme);
        theme::apply(scheme);
        const QPalette palette = QApplication::palette();

        QCheckBox box;
        QStyleOptionButton option;
        option.initFrom(&box);
        box.resize(40, 40);
        option.rect = box.rect();
        const QRect check = box.style()->subElementRect(QStyle::SE_CheckBoxIndicator, &option, &box);
        QVERIFY(strongest(box.grab().toImage(), check, palette.color(QPalette::Window)) >= 3);
    }

    void theBoxWithTheKeyboardIsTold()
    {
        theme::apply(ColorScheme::Light);
        QWidget window;
        QCheckBox box(&window);
        QStyleOptionButton option;
        option.initFrom(&box);
        option.rect = QRect(0, 0, 14, 14);
        const auto frame = [&] {
            QImage image(14, 14, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            box.style()->drawPrimitive(QStyle::PE_IndicatorCheckBox, &option, &painter, &box);
            return image.pixelColor(7, 0);
        };
        const QColor without = frame();
        option.state |= QStyle::State_HasFocus | QStyle::State_KeyboardFocusChange;
        QVERIFY(frame() != without);
        QVERIFY(frame().saturation() > 150);
        QVERIFY(without.saturation() < 80);
    }

    void boxesInTablesAreSeen_data() { boxesAreSeen_data(); }
    void boxesInTablesAreSeen()
    {
        QFETCH(ColorScheme, scheme);
        theme::apply(scheme);
        QListWidget list;
        list.setFrameShape(QFrame::NoFrame);
        list.addItem(QString());
        list.item(0)->setCheckState(Qt::Unchecked);
        const QImage picture = list.grab().toImage();
        const QRect row = list.visualItemRect(list.item(0));
        QVERIFY(row.isValid());
        QVERIFY(strongest(picture, row & picture.rect(), QApplication::palette().color(QPalette::Base)) >= 3);
    }

    void handlesAreSeen_data() { boxesAreSeen_data(); }
    void handlesAreSeen()
    {
        QFETCH(ColorScheme, scheme);
        theme::apply(scheme);
        for (const Qt::Orientation orientation : {Qt::Vertical, Qt::Horizontal}) {
            QScrollBar bar(orientation);
            bar.setRange(0, 100);
            bar.setValue(50);
            orientation == Qt::Vertical ? bar.resize(16, 300) : bar.resize(300, 16);
            const QImage picture = bar.grab().toImage();
            const QColor handle = picture.pixelColor(bar.rect().center());
            const QPoint groove = orientation == Qt::Vertical ? QPoint(8, 60) : QPoint(60, 8);
            QVERIFY(test::contrast(handle, picture.pixelColor(groove)) >= 3);
            // The arrows at both ends.
            const QRect first(0, 0, 16, 16);
            const QRect last = first.translated(bar.rect().bottomRight() - first.bottomRight());
            for (const QRect &end : {first, last})
                QVERIFY(strongest(picture, end, picture.pixelColor(groove)) >= 3);
            // No step is left in that direction.
            bar.setValue(0);
            const QImage begin = bar.grab().toImage();
            QVERIFY(strongest(begin, first, begin.pixelColor(groove))
                    < strongest(picture, first, picture.pixelColor(groove)));
            QCOMPARE(begin.copy(last), picture.copy(last));
            // A bar that cannot be moved still tells where one is.
            bar.setValue(50);
            bar.setEnabled(false);
            const QImage off = bar.grab().toImage();
            QVERIFY(off.pixelColor(bar.rect().center()) != off.pixelColor(groove));
        }
    }

    /// The window waits for nobody when a scroll bar moves, however busy the processors are.
    void scrollBarsArePaintedAtOnce()
    {
        theme::apply(ColorScheme::Light);
        QScrollBar bar(Qt::Vertical);
        bar.setRange(0, 100);
        bar.resize(16, 900);
        (void)bar.grab(); // icons and fonts
        test::BusyPool pool;
        bar.setValue(30);
        (void)bar.grab();
        QVERIFY(!pool.wasWaitedFor());
    }

    void schemesShareAStyle()
    {
        theme::apply(ColorScheme::Dark);
        const QPointer<QStyle> own = QApplication::style();
        theme::apply(ColorScheme::Light);
        QCOMPARE(QApplication::style(), own.data());
        theme::apply(ColorScheme::Desktop); // offscreen: a desktop without a style of its own
        QCOMPARE(QApplication::style(), own.data());
    }
};

QTEST_MAIN(TstTheme)
#include "tst_theme.moc"
