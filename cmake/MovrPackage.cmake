# What `cmake --install` puts where, and the Debian package:
#   cmake --build --preset release && cpack --config build/release/CPackConfig.cmake
# (the package's library dependencies are read by dpkg-shlibdeps, of dpkg-dev).
install(TARGETS movr-console RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
if(TARGET movr-warden)
    install(TARGETS movr-warden RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/movr-console)
endif()
install(FILES packaging/org.movr.Console.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES packaging/org.movr.Console.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
install(FILES resources/icons/movr-console.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
install(FILES packaging/movr-console.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME movr-console)
set(CPACK_PACKAGE_VENDOR "The MovR Console authors")
set(CPACK_PACKAGE_CONTACT "The MovR Console authors <movr-console@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_DESCRIPTION "Pick a region, work on users, vehicles and rides through one-round-trip
transactions, and see what every region answers. Brings a demo fleet of three
regions that runs on this machine where PostgreSQL is installed.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR})
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION database)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Loaded at run time, which shlibdeps cannot see.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libqt6sql6-psql, libqt6sql6-sqlite, libqt6svg6, breeze-icon-theme, tzdata")
# The demo fleet's servers; a console for servers elsewhere does without.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "postgresql")
include(CPack)
